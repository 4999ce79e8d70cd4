import "./link/zod-without-eval.ts";
import "./theme/tokens.css";
import "./theme/fonts.css";
import "./theme/base.css";
import { createRoot } from "react-dom/client";
import { AdminDoor } from "./admin/admin-door.tsx";
import { openWall } from "./open-wall.tsx";
import { loadFonts } from "./theme/load-fonts.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const page = location.pathname === "/admin" ? <AdminDoor /> : openWall();
await loadFonts();
createRoot(root).render(page);
