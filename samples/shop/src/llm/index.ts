export { portkey } from "./client.js";
export { assistant } from "./assistant.js";
