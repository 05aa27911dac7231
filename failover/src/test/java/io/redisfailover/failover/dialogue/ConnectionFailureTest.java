package io.redisfailover.failover.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.ProbeAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionFailureTest {
  @Test
  void takesNothingButARefusedDialForAProofThatNobodyListens() {
    // Words of a failure are those of the system's language.
    assertThat(ConnectionFailure.ofDial(new ConnectException("Verbindungsaufbau abgelehnt")))
        .isEqualTo(ConnectionFailure.REFUSED);
    for (IOException other :
        new IOException[] {
          new SocketTimeoutException("late"),
          new NoRouteToHostException(),
          new UnknownHostException("redis"),
          new SocketException("Too many open files"),
          new IOException("Connection refused, it says")
        }) {
      assertThat(ConnectionFailure.ofDial(other).answer(true))
          .describedAs(other.toString())
          .isInstanceOf(ProbeAnswer.Silent.class);
    }
  }

  @Test
  void findsTheFailureBelowWhatALibraryMakesOfIt() {
    assertThat(ConnectionFailure.ofDial(new UncheckedIOException(new ConnectException("refused"))))
        .isEqualTo(ConnectionFailure.REFUSED);
    assertThat(
            ConnectionFailure.ofConnection(
                new UncheckedIOException(new SocketTimeoutException("late"))))
        .isEqualTo(ConnectionFailure.TIMED_OUT);
  }

  @Test
  void takesTheEndOfAConnectionForAProofOnlyWhenANewOneMeetsTheSame() {
    ConnectionFailure closed = ConnectionFailure.ofConnection(new EOFException());
    assertThat(closed.answer(false)).isEqualTo(new ProbeAnswer.Closed(false));
    assertThat(closed.answer(true)).isEqualTo(new ProbeAnswer.Closed(true));
  }
}
