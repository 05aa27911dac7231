/**
 * What reads foreign bytes, each as a target of the fuzzer {@code ./fuzz/run}: whatever comes, it
 * answers as its contract says. The inputs that the fuzzer has found worth keeping are in {@code
 * fuzz/corpus} and are played as ordinary tests.
 */
@NullMarked
package io.redisfailover.fuzz;

import org.jspecify.annotations.NullMarked;
