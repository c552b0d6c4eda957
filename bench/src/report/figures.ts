import type { Measurement, Metric } from '../measure/measurement.ts';
import { pairedRatios, type Spread, spreadOf } from '../statistics.ts';

/** A variant in a scenario. */
export type Place = readonly [scenario: string, variant: string];

/** Reads figures out of measurements; undefined is what was not measured. */
export interface Figures {
  /** In the order of measurement. */
  variantsIn(scenario: string): readonly string[];
  spread(place: Place, metric: Metric): Spread | undefined;
  /** Round by round. */
  ratio(metric: Metric, place: Place, to: Place): Spread | undefined;
}

export function createFigures(measurements: readonly Measurement[]): Figures {
  const byRound = ([scenario, variant]: Place, metric: Metric): ReadonlyMap<number, number> =>
    new Map(
      measurements.flatMap(({ round, values, ...found }) => {
        const value = values[metric];
        const isMeant = found.scenario === scenario && found.variant === variant;
        return isMeant && value !== undefined ? [[round, value] as const] : [];
      }),
    );
  return {
    variantsIn: (scenario) => [
      ...new Set(measurements.filter((each) => each.scenario === scenario).map(({ variant }) => variant)),
    ],
    spread: (place, metric) => spreadOf([...byRound(place, metric).values()]),
    ratio: (metric, place, to) => spreadOf(pairedRatios(byRound(place, metric), byRound(to, metric))),
  };
}
