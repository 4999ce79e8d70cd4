// What electron-updater asks of Electron, with Node's own http behind it; see updates.test.ts.
import { type RequestOptions, request } from "node:http";

export const net = { request: (options: RequestOptions) => request({ ...options, agent: false }) };
export const session = { fromPartition: () => ({}) };
export const app = {
  isPackaged: true,
  whenReady: async () => undefined,
  getVersion: () => "0.0.1",
  getName: () => "Nocturne",
  getPath: () => process.env["XDG_CACHE_HOME"],
};
