import { isList, isObject, parseJson, textIn } from '../json.js';
import type { Json, JsonObject, Target } from '../recording.js';
import { anthropicTool, anthropicToolChoice } from './anthropic-tools.js';
import type { Dialect } from './dialect.js';
import { type Parameters, passing } from './parameters.js';

const NATIVE: Parameters =
  passing(`model messages max_tokens container mcp_servers metadata service_tier stop_sequences stream
  system temperature thinking tool_choice tools top_k top_p`);

/** Anthropic, in its own words. */
export const ANTHROPIC: Dialect = {
  base: () => 'https://api.anthropic.com/v1',
  paths: { '/chat/completions': '/messages', '/completions': '/complete' },
  headers: anthropicHeaders,
  parameters: {
    '/chat/completions': {
      model: { fallback: 'claude-2.1' },
      messages: [{ make: conversation }, { to: 'system', make: system }],
      tools: { make: ({ tools }) => (isList(tools) ? tools.filter(isObject).map(anthropicTool) : []) },
      tool_choice: { make: ({ tool_choice }) => anthropicToolChoice(tool_choice) },
      ...passing('max_tokens top_k stream thinking'),
      max_completion_tokens: { to: 'max_tokens' },
      temperature: { min: 0, max: 1 },
      top_p: { min: -1 },
      stop: { to: 'stop_sequences' },
      user: { to: 'metadata.user_id' },
    },
    '/completions': {
      model: { fallback: 'claude-instant-1' },
      prompt: { make: ({ prompt }) => `\n\nHuman: ${prompt}\n\nAssistant:` },
      max_tokens: { to: 'max_tokens_to_sample' },
      temperature: { min: 0, max: 1 },
      top_p: { min: -1 },
      stop: { to: 'stop_sequences', make: ({ stop }) => stop ?? [] },
      user: { to: 'metadata.user_id' },
      ...passing('top_k stream'),
    },
    '/messages': NATIVE,
    '/messages/count_tokens': NATIVE,
  },
};

function anthropicHeaders({ credentials, settings }: Target): Record<string, string> {
  return {
    'x-api-key': credentials.apiKey ?? '',
    'anthropic-beta': textIn(settings.anthropicBeta) ?? 'messages-2023-12-15',
    'anthropic-version': textIn(settings.anthropicVersion) ?? '2023-06-01',
  };
}

const SYSTEM = new Set<Json | undefined>(['system', 'developer']);

function messagesOf({ messages }: JsonObject): readonly JsonObject[] {
  return isList(messages) ? messages.filter(isObject) : [];
}

/** What is said between the two; what the system says stands apart. */
function conversation(body: JsonObject): Json {
  return messagesOf(body)
    .filter(({ role }) => !SYSTEM.has(role))
    .map((message) => {
      if (message.role === 'assistant') return { role: 'assistant', content: assistantParts(message) };
      if (message.role === 'tool') return toolResult(message);
      const { role = 'user', content = null } = message;
      return { role, content: isList(content) ? content.filter(isObject).flatMap(userPart) : content };
    });
}

function assistantParts({ content, tool_calls }: JsonObject): readonly Json[] {
  const said = typeof content === 'string' && content ? [{ type: 'text', text: content }] : [];
  const parts = isList(content) ? content.filter((part) => !isObject(part) || part.type !== 'tool_use') : [];
  const calls = isList(tool_calls) ? tool_calls.filter(isObject) : [];
  return [...said, ...parts, ...calls.map(toolUse)];
}

function toolUse(call: JsonObject): Json {
  const called = isObject(call.function) ? call.function : {};
  const input = parseJson(textIn(called.arguments) ?? '{}') ?? {};
  return { type: 'tool_use', name: called.name ?? null, id: call.id ?? null, input };
}

function toolResult({ tool_call_id, content = null }: JsonObject): Json {
  return { role: 'user', content: [{ type: 'tool_result', tool_use_id: tool_call_id ?? '', content }] };
}

function userPart(part: JsonObject): readonly Json[] {
  if (part.type === 'text') return [{ type: 'text', text: part.text ?? null }];
  const url = isObject(part.image_url) ? textIn(part.image_url.url) : null;
  if (part.type !== 'image_url' || !url) return [];
  const inline = /^data:([^;]+);base64,(.*)$/s.exec(url);
  if (!inline) return [{ type: 'image', source: { type: 'url', url } }];
  return [{ type: 'image', source: { type: 'base64', media_type: inline[1] ?? '', data: inline[2] ?? '' } }];
}

function system(body: JsonObject): Json {
  return messagesOf(body)
    .filter(({ role }) => SYSTEM.has(role))
    .flatMap(({ content }): readonly Json[] => {
      if (typeof content === 'string') return [{ type: 'text', text: content }];
      const parts = isList(content) ? content.filter(isObject) : [];
      return parts[0]?.text ? parts.map(({ text = null }) => ({ type: 'text', text })) : [];
    });
}
