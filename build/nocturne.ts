// The `nocturne` command as a program of its own: what `out/server/nocturne.js` is made from.
import { runCli } from "../server/cli.ts";

process.exitCode = await runCli(process.argv.slice(2));
