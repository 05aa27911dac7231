package io.redisfailover.bench.condition;

/**
 * The memory of a JVM, right after its garbage was collected. Pure.
 *
 * @param heapBytes objects that are in use
 * @param residentBytes what the kernel counts as its memory (VmRSS)
 */
public record ProcessMemory(long heapBytes, long residentBytes) {}
