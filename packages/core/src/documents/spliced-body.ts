/**
 * Documents that are still JSON: string literals inside a larger body, such as that of an HTTP request. The `text` of each
 * is decoded only when it is read. An endpoint that copies texts sends the literals as bytes.
 */
export interface EncodedTexts {
  /**
   * `bytes` are UTF-8 and must not change while a call uses them. They are read at each use and not kept. An owner that
   * reuses the memory after the call should make the getter throw from then on.
   */
  readonly source: { readonly bytes: Uint8Array };
  /** Start and end of each literal, quotes included: two numbers per text. */
  readonly spans: Uint32Array;
}

/** A JSON body around texts that are JSON already: `head`, the texts with `between` between them, `tail`. */
export interface SplicedBody {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly texts: EncodedTexts;
  /** The position of this body's first text in `texts`. */
  readonly first: number;
  /** Number of texts, at least 1. */
  readonly count: number;
  /** Length of the whole body in UTF-8. */
  readonly byteLength: number;
  /** The whole body in UTF-8: a copy. A transport that can send a body in blocks reads the members above instead. */
  toBytes(): Uint8Array;
}

class TextsInJson implements SplicedBody {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  readonly texts: EncodedTexts;
  readonly first: number;
  readonly count: number;

  constructor(head: string, between: string, tail: string, texts: EncodedTexts, first: number, count: number) {
    this.head = head;
    this.between = between;
    this.tail = tail;
    this.texts = texts;
    this.first = first;
    this.count = count;
  }

  get byteLength(): number {
    const { head, between, tail } = this.#around();
    return head.length + lengthOfTexts(this) + (this.count - 1) * between.length + tail.length;
  }

  toBytes(): Uint8Array {
    const { bytes } = this.texts.source;
    const { head, between, tail } = this.#around();
    const body = new Uint8Array(this.byteLength);
    body.set(head);
    let at = head.length;
    const { spans } = this.texts;
    for (let text = this.first; text < this.first + this.count; text++) {
      if (text > this.first) {
        body.set(between, at);
        at += between.length;
      }
      const literal = bytes.subarray(spans[2 * text], spans[2 * text + 1]);
      body.set(literal, at);
      at += literal.length;
    }
    body.set(tail, at);
    return body;
  }

  #around() {
    const encoder = new TextEncoder();
    return {
      head: encoder.encode(this.head),
      between: encoder.encode(this.between),
      tail: encoder.encode(this.tail),
    };
  }
}

export function spliceTexts(
  around: Pick<SplicedBody, 'head' | 'between' | 'tail'>,
  texts: EncodedTexts,
  first: number,
  count: number,
): SplicedBody {
  return new TextsInJson(around.head, around.between, around.tail, texts, first, count);
}

/** Length of the texts in the body, in bytes. */
export function lengthOfTexts({ texts: { spans }, first, count }: SplicedBody): number {
  let length = 0;
  for (let text = first; text < first + count; text++) {
    length += (spans[2 * text + 1] as number) - (spans[2 * text] as number);
  }
  return length;
}
