/**
 * YAML into records: every value has a place, every mistake is found in one go and named with the
 * file, the line, the column and what to write instead.
 */
@NullMarked
package io.redisfailover.configuration.yaml;

import org.jspecify.annotations.NullMarked;
