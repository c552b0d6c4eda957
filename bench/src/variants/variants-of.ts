import type { Effort } from '../effort.ts';
import type { VariantId } from './variant.ts';

interface WithVariants {
  readonly variants: readonly VariantId[];
  readonly moreInFull?: readonly VariantId[];
}

/** The variants that a scenario measures with this effort. */
export const variantsOf = ({ variants, moreInFull = [] }: WithVariants, { name }: Pick<Effort, 'name'>) =>
  name === 'full' ? [...variants, ...moreInFull] : variants;
