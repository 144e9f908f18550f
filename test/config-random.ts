import fc from 'fast-check';

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const name = fc.string({ minLength: 1, maxLength: 8 });

/** One key under one of its names. */
const named = (names: readonly string[], value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(fc.constantFrom(...names), optional(value))
    .map(([key, said]) => (said === undefined ? {} : { [key]: said }));

const retry = fc.oneof(
  fc.nat({ max: 5 }),
  fc.record(
    {
      attempts: fc.nat({ max: 5 }),
      on_status_codes: fc.array(fc.integer({ min: 400, max: 599 }), { maxLength: 3 }),
    },
    { requiredKeys: ['attempts'] },
  ),
  fc.record({ attempts: fc.nat({ max: 5 }), onStatusCodes: fc.constant([429]) }),
);

const mode = fc.constantFrom('simple', 'semantic');
const age = fc.oneof(
  fc.integer({ min: 60, max: 9000 }),
  fc.integer({ min: 60, max: 9000 }).map((n) => `max-age=${n}`),
);

const credentials = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('virtual_key', 'virtualKey'),
      name,
      optional(fc.constantFrom('openai', 'azure-openai')),
      named(['resource_name', 'resourceName'], name),
    )
    .map(([key, value, provider, azure]) => ({ ...(provider ? { provider } : {}), [key]: value, ...azure })),
  fc
    .tuple(
      fc.constantFrom('api_key', 'apiKey', 'providerKey'),
      name,
      named(['resource_name', 'resourceName'], name),
    )
    .map(([key, value, azure]) => ({ provider: 'azure-openai', [key]: value, ...azure })),
);

const common = [
  named(['weight'], fc.integer({ min: 0, max: 10 })),
  named(['retry', 'retry_settings', 'retrySettings'], retry),
  named(['cache_status', 'cacheStatus'], mode),
  named(['cache_age', 'cacheAge'], age),
] as const;

const parameters = fc.dictionary(fc.constantFrom('model', 'temperature', 'stop', 'ключ'), fc.jsonValue());

const leaf = (isLlm: boolean) =>
  fc
    .tuple(
      credentials,
      ...common,
      named(['cache'], fc.boolean()),
      named(['override_params', 'overrideParams', 'params_to_override'], parameters),
      named(['trace_id', 'traceId'], name),
      named(['cache_force_refresh'], fc.boolean()),
      isLlm ? named(['model'], name) : fc.constant({}),
      isLlm ? named(['temperature'], fc.nat()) : fc.constant({}),
    )
    .map((parts) => Object.assign({}, ...parts));

const whole = (depth: number): fc.Arbitrary<object> =>
  fc.constantFrom('options', 'llms').chain((key) =>
    fc
      .tuple(
        fc.constantFrom('single', 'fallback', 'loadbalance', 'ab_test'),
        fc.array(
          depth
            ? fc.oneof(
                { weight: 3, arbitrary: leaf(key === 'llms') },
                { weight: 1, arbitrary: whole(depth - 1) },
              )
            : leaf(key === 'llms'),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        named(['cache'], mode),
        ...common.slice(0, 2),
        fc.boolean(),
      )
      .map(([said, options, cache, weight, retries, isReversed]) => {
        const parts = [{ mode: said }, { [key]: options }, cache, weight, retries];
        return Object.assign({}, ...(isReversed ? parts.toReversed() : parts));
      }),
  );

/** Configs 1.0 of every kind, nested two deep, their keys under all their names; as JSON says them, which knows no -0. */
export const configs1 = whole(2).map((config): object => JSON.parse(JSON.stringify(config)));
