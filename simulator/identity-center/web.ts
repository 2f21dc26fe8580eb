import type { JsonAnswer } from './refusals.ts';

/** One request, as far as it matters here. */
export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly bearerToken: string;
  /** Where the stand-in is reached. */
  readonly baseUrl: string;
}

/** What a client gets, or a browser. */
export type WebAnswer =
  | { readonly kind: 'json'; readonly answer: JsonAnswer }
  | { readonly kind: 'page'; readonly status: number; readonly html: string }
  | { readonly kind: 'redirect'; readonly location: string };

export function json(answer: JsonAnswer): WebAnswer {
  return { kind: 'json', answer };
}

export function page(status: number, html: string): WebAnswer {
  return { kind: 'page', status, html };
}
