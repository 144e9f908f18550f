/**
 * What was written by hand for Python before the tool spoke it, and does not hold yet: fixtures and projects by name. Nothing new
 * comes in here; `PYTHON=now` runs them all the same, and the last test of fixtures.test.ts names those that can go.
 */
export const WAITING: ReadonlySet<string> = new Set([
  'client/a-key-is-added-behind-a-comment.input.py',
  'client/an-import-in-a-method-sets-what-it-needs.input.py',
  'client/an-llm-in-a-variable-is-read-from-it.input.py',
  'client/messages-of-an-llm-become-override-params.input.py',
  'client/one-tuples-by-accident-lose-their-comma.input.py',
  'client/type-checking-imports-and-stubs-are-migrated.input.pyi',
  'gateway-clients/a-migrated-python-client-is-left-alone.input.py',
  'gateway-clients/a-python-class-that-wraps-a-client.input.py',
  'gateway-clients/everything-portkey-config-of-langchain-did-is-said.input.py',
  'gateway-clients/llms-of-llama-index-out-of-sight-are-for-a-person.input.py',
  'gateway-clients/openai-0-28-has-module-state-of-its-own.input.py',
  'gateway-clients/portkey-config-for-a-client-out-of-sight-is-for-a-person.input.py',
  'gateway-clients/portkey-config-of-langchain-becomes-createheaders.input.py',
  'gateway-clients/portkey-of-llama-index-becomes-its-openai.input.py',
  'gateway-clients/several-llms-of-llama-index-become-a-config.input.py',
  'methods/a-client-made-for-chats-is-used-for-prompts-in-python.input.py',
  'methods/a-config-of-one-call-goes-before-it.input.py',
  'methods/classes-imported-by-name-are-called-on-a-client.input.py',
  'projects/a-python-module-of-ones-own-called-portkey',
  'projects/a-python-package-with-a-config-that-travels',
  'projects/a-python-state-set-in-several-files-is-for-a-person',
  'projects/langchain-headers-of-another-python-file',
  'projects/python-modules-that-import-each-other-are-for-a-person',
  'projects/python-settings-make-the-client-and-others-import-it',
  'responses/a-key-that-is-only-known-at-run-time-stays.input.py',
  'types/a-module-below-the-old-one-is-for-a-person.input.py',
  'types/an-annotation-of-an-llm-becomes-a-dict.input.py',
  'types/type-hints-and-casts-of-old-names.input.py',
  'types/types-of-answers-are-for-a-person.input.py',
]);

/** Whether tests of Python as a whole (drawn programs, packages of PyPI) run: not before nothing is waited for. */
export const isPythonSpoken = process.env.PYTHON === 'now' || WAITING.size === 0;
