export { createReferenceGateway, type GatewayOptions, type ReferenceGateway } from './gateway.js';
export type * from './recording.js';
export type { Seed, SeedKey, SeedPrompt } from './seed.js';
