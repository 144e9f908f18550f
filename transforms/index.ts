import type { Transform } from '../src/site.js';
import { client } from './client.js';
import { configs } from './configs.js';
import { dependencies } from './dependencies.js';
import { gatewayClients, gatewayHeaders } from './gateways.js';
import { methods } from './methods.js';
import { responses } from './responses.js';
import { rest } from './rest.js';
import { routes } from './texts.js';
import { types } from './types.js';

/** Every transform, in order: what takes in most around it comes first. */
export const TRANSFORMS: readonly Transform[] = [
  client,
  methods,
  responses,
  types,
  rest,
  gatewayClients,
  gatewayHeaders,
  configs,
  routes,
  dependencies,
];
