/** Tests of the resource without an API server. */
@NullMarked
package io.redisfailover.operator.api.v1;

import org.jspecify.annotations.NullMarked;
