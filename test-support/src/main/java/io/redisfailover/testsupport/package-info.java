/** What the tests of several modules share. */
@NullMarked
package io.redisfailover.testsupport;

import org.jspecify.annotations.NullMarked;
