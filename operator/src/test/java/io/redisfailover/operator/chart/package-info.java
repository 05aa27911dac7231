/** Tests of the chart with which the operator is installed. */
@NullMarked
package io.redisfailover.operator.chart;

import org.jspecify.annotations.NullMarked;
