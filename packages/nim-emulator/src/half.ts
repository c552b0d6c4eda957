/** The nearest half-precision number, as NIM computes its logits in fp16. Ties go to the even one. */
export function toHalf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), smallestExponent);
  const step = 2 ** (exponent - fractionBits);
  const half = roundToEven(value / step) * step;
  return Math.abs(half) > largest ? Math.sign(half) * Number.POSITIVE_INFINITY : half;
}

const fractionBits = 10;
const smallestExponent = -14;
const largest = 65504;

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
