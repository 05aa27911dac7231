/** The running controllers, one for each resource. */
@NullMarked
package io.redisfailover.operator.controllers;

import org.jspecify.annotations.NullMarked;
