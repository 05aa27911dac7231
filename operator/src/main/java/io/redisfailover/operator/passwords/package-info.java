/**
 * Passwords that change while everything that uses them runs: who uses which one, and which others
 * are valid meanwhile. Pure.
 */
@NullMarked
package io.redisfailover.operator.passwords;

import org.jspecify.annotations.NullMarked;
