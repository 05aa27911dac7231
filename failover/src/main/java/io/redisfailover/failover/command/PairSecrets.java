package io.redisfailover.failover.command;

import io.redisfailover.failover.marker.MarkerKeys;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this process shares with its pair: how it logs in to the servers, and the keys of the
 * markers. Asked for every login and every packet, so that what was rotated is found without a
 * restart. Must answer at once and from any thread.
 */
public interface PairSecrets {
  /** {@return the credentials of the moment; absent when the servers ask for none} */
  Optional<RedisCredentials> credentials();

  /** {@return the keys of the markers, as of now} */
  MarkerKeys markerKeys();

  /** {@return those of two sources} */
  static PairSecrets of(
      Supplier<Optional<RedisCredentials>> credentials, Supplier<MarkerKeys> keys) {
    return new PairSecrets() {
      @Override
      public Optional<RedisCredentials> credentials() {
        return credentials.get();
      }

      @Override
      public MarkerKeys markerKeys() {
        return keys.get();
      }

      @Override
      public String toString() {
        return "(hidden)";
      }
    };
  }

  /** {@return those of servers that ask for no password} */
  static PairSecrets withoutLogin(MarkerKeys keys) {
    return of(Optional::empty, () -> keys);
  }
}
