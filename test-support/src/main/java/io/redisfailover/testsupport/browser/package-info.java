/** A browser for tests of pages. */
@NullMarked
package io.redisfailover.testsupport.browser;

import org.jspecify.annotations.NullMarked;
