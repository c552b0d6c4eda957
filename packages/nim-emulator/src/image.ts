const DATA_URL = /^data:image\/[a-z0-9.+-]+;base64,/i;
const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/** How the formats begin that docs.nvidia.com/nim/nemo-retriever/text-reranking/2.0.0/use-the-api-openai.html names. */
const beginnings: readonly (readonly (number | undefined)[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  // RIFF, four bytes of length, WEBP
  [0x52, 0x49, 0x46, 0x46, undefined, undefined, undefined, undefined, 0x57, 0x45, 0x42, 0x50],
];

/** Why this is no image that NIM takes, or undefined when it is one. */
export function refuseImage(url: string): string | undefined {
  // A pattern is tried on the beginning alone: images are megabytes.
  const prefix = DATA_URL.exec(url.slice(0, 100))?.[0];
  if (prefix === undefined) return 'expected a base64 data URL such as data:image/png;base64,…';
  if (!isBase64(url.slice(prefix.length))) return 'invalid base64 in the data URL';
  const bytes = Buffer.from(url.slice(prefix.length, prefix.length + 16), 'base64');
  const known = beginnings.some((beginning) => beginning.every((byte, at) => byte === undefined || byte === bytes[at]));
  return known ? undefined : 'unrecognized image, expected PNG, JPEG, WebP, GIF, BMP or TIFF bytes';
}

function isBase64(encoded: string): boolean {
  if (encoded === '' || encoded.length % 4 !== 0) return false;
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return !NOT_BASE64.test(encoded.slice(0, encoded.length - padding));
}
