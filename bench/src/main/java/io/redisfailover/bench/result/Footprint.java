package io.redisfailover.bench.result;

import io.redisfailover.bench.condition.ProcessMemory;
import io.redisfailover.bench.condition.ProcessResources;

/**
 * What a process held without clients and peers, before the run and after it.
 *
 * @param process its name
 * @param begin its resources before
 * @param end its resources afterwards
 * @param memoryBegin its memory before
 * @param memoryEnd its memory afterwards
 */
public record Footprint(
    String process,
    ProcessResources begin,
    ProcessResources end,
    ProcessMemory memoryBegin,
    ProcessMemory memoryEnd) {}
