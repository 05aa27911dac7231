/** What is in the cluster at this moment, as values. */
@NullMarked
package io.redisfailover.operator.observe;

import org.jspecify.annotations.NullMarked;
