export type { Fault } from './faults.js';
export {
  type Answered,
  createReferenceGateway,
  type GatewayOptions,
  RECORDINGS_PATH,
  type ReferenceGateway,
} from './gateway.js';
export type * from './recording.js';
export type { Seed, SeedKey, SeedPrompt } from './seed.js';
export type { Listening, Where } from './server.js';
export type { Provider } from './stub.js';
export type { Wire } from './wire.js';
