/**
 * Version 1 of the resource: records and enums without behaviour.
 *
 * <p>After the first release it only grows. A component without {@code @Nullable} has a default in
 * the schema. The API server sets it in every resource that it stores or returns, so it is never
 * null there. {@code kubectl explain} prints the descriptions; {@code kubectl apply} prints the
 * message of a broken rule.
 */
@NullMarked
package io.redisfailover.operator.api.v1;

import org.jspecify.annotations.NullMarked;
