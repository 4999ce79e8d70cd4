// The least that a server with these parts can be: what start-up is compared with.
import { createServer } from "node:http";
import express from "express";
import session from "express-session";
import { WebSocketServer } from "ws";

const app = express();
app.use(session({ secret: "bare", resave: false, saveUninitialized: false }));
app.get("/", (_request, response) => void response.send("bare"));
const server = createServer(app);
const sockets = new WebSocketServer({ server });
sockets.on("connection", (socket) => socket.send("hello"));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${port}`, pid: process.pid })}\n`);
});
process.once("SIGTERM", () => process.exit(0));
