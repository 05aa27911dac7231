/** The controllers of the pairs of servers, one for each resource. */
@NullMarked
package io.redisfailover.operator.pair;

import org.jspecify.annotations.NullMarked;
