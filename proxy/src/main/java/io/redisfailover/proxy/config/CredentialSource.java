package io.redisfailover.proxy.config;

/**
 * Where the present credentials come from. Asked for every new connection of the proxy's own, so
 * that a rotated password is taken up without a restart. Must answer at once and from any thread.
 */
@FunctionalInterface
public interface CredentialSource {
  /** {@return the credentials of now} */
  Credentials current();
}
