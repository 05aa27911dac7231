package io.redisfailover.bench.rival;

import java.util.Optional;

/**
 * What the contenders of this project run.
 *
 * @param ours this build
 * @param baseline the older one, where it takes part
 */
public record Builds(Build ours, Optional<Build> baseline) {}
