/** What the tests of the operator share. */
@NullMarked
package io.redisfailover.operator;

import org.jspecify.annotations.NullMarked;
