import { createHash } from 'node:crypto';
import { parseJson } from './json.js';
import type { Json } from './recording.js';

/** The body of a request, read as its content type says. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'form'; readonly form: FormData; readonly value: Json }
  | { readonly kind: 'bytes'; readonly value: Json }
  /** It should have been JSON or a form, and is not. */
  | { readonly kind: 'broken'; readonly why: string };

/** No body at all. */
export const NO_BODY: Body = { kind: 'none' };

/** What was read of a request's body, before anybody says what it is. */
export interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The content type with its parameters; empty when there is none. */
  readonly type: string;
}

/** The media type, without parameters. */
export function mediaType(type: string): string {
  return type.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** JSON or broken. */
export function readJson({ bytes }: Content): Body {
  try {
    return { kind: 'json', value: JSON.parse(textOf(bytes)) };
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

/** A multipart form or broken. */
export async function readForm({ bytes, type }: Content): Promise<Body> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    return { kind: 'form', form, value: await describeForm(form) };
  } catch (error) {
    return { kind: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Whatever it is: JSON where it can be, a form, else text or a digest of its bytes. */
export async function readAnything(content: Content): Promise<Body> {
  if (!content.bytes.length) return NO_BODY;
  if (mediaType(content.type) === 'multipart/form-data') return readForm(content);
  const json = parseJson(textOf(content.bytes));
  return json === undefined ? readBytes(content) : { kind: 'json', value: json };
}

/** Text as it is, anything else by its digest. */
export function readBytes({ bytes, type }: Content): Body {
  if (!bytes.length) return NO_BODY;
  const isText = /^text\/|json|urlencoded|^$/.test(mediaType(type));
  return { kind: 'bytes', value: isText ? textOf(bytes) : { type: mediaType(type), ...digest(bytes) } };
}

async function describeForm(form: FormData): Promise<Json> {
  const fields: Json[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.push({ name, value });
    else fields.push({ name, filename: value.name, ...digest(new Uint8Array(await value.arrayBuffer())) });
  }
  return { form: fields };
}

function digest(bytes: Uint8Array): { readonly bytes: number; readonly sha256: string } {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
