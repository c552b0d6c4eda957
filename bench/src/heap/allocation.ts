import { GCProfiler, getHeapStatistics } from 'node:v8';

/** Bytes in use on V8's heap around one garbage collection. */
export interface Collection {
  readonly usedBefore: number;
  readonly usedAfter: number;
}

/** Bytes allocated between two moments: what the heap grew by, and what was collected meanwhile. */
export function allocatedBytes(usedAtStart: number, usedAtEnd: number, collections: readonly Collection[]): number {
  const collected = collections.reduce((sum, { usedBefore, usedAfter }) => sum + usedBefore - usedAfter, 0);
  return usedAtEnd - usedAtStart + collected;
}

/**
 * Counts the bytes that this process allocates on V8's heap until the returned function is called, on the main thread.
 * Needs no flags, and the count does not depend on when the collector runs. The content of Buffers is not on the heap.
 */
export function countAllocation(): () => number {
  const profiler = new GCProfiler();
  profiler.start();
  const usedAtStart = usedBytes();
  return () => {
    const usedAtEnd = usedBytes();
    const collections = profiler.stop().statistics.map(({ beforeGC, afterGC }) => ({
      usedBefore: beforeGC.heapStatistics.usedHeapSize,
      usedAfter: afterGC.heapStatistics.usedHeapSize,
    }));
    return allocatedBytes(usedAtStart, usedAtEnd, collections);
  };
}

const usedBytes = (): number => getHeapStatistics().used_heap_size;
