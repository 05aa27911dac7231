/** What becomes of a thread that meets a defect of this program. */
@NullMarked
package io.redisfailover.controller.defect;

import org.jspecify.annotations.NullMarked;
