/** Tests of the objects that should be in the cluster. */
@NullMarked
package io.redisfailover.operator.desired;

import org.jspecify.annotations.NullMarked;
