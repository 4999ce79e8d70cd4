import { z } from "zod";

// The one file that acts on import, and the first that main.tsx imports: zod decides when a schema is made whether to
// compile it with `new Function`, which the wall's content security policy forbids.
z.config({ jitless: true });
