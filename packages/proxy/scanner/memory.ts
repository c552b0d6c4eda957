/*
 * The module's memory: two pages and the document spans. It never grows. The compiler's own data lies below `fields`.
 * Addresses and sizes are in bytes; a span is two u32, the start and the end of something in the body.
 */

/** For each top-level field the span of its key, between the quotes, and the span of its value. */
export const fields: usize = 0x8000;
export const maxFields: i32 = 64;

/** The part of the body that is being looked at. The host copies one block after the other to its start. */
export const window: usize = 0x10000;
export const windowBytes: i32 = 0x10000;

/** The span of each document's text: a string literal with its quotes. */
export const texts: usize = 0x20000;
export const maxDocuments: i32 = 0x10000;

/** The span of each document as it was sent. Written for `{ "text": … }` documents; of the others the text is the whole. */
export const wholes: usize = texts + 8 * maxDocuments;

export function storeSpan(address: usize, start: u32, end: u32): void {
  store<u32>(address, start);
  store<u32>(address, end, 4);
}
