package io.redisfailover.controller.redis;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.testsupport.ScriptedServer;
import java.io.IOException;
import java.time.Duration;

/** Scripted servers as the controller enters them: each as Master. */
final class ScriptedRedis {
  /** What a primary without markers answers to a probe on a connection that is logged in. */
  static final String PROBE =
      """
      +PONG\r
      $12\r
      run_id:abc\r
      \r
      $91\r
      role:master\r
      master_replid:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r
      master_repl_offset:5\r
      \r
      $0\r
      \r
      -ERR x\r
      -ERR x\r
      -ERR x\r
      -ERR x\r
      *0\r
      """;

  private ScriptedRedis() {}

  /** A primary that answers every probe. */
  static ScriptedServer probed() throws IOException {
    return ScriptedServer.playing(connection -> {
      ScriptedServer.awaitQuestion(connection);
      ScriptedServer.say(connection, "+OK\r\n" + PROBE);
      while (!connection.isClosed()) {
        ScriptedServer.awaitQuestion(connection);
        ScriptedServer.say(connection, PROBE);
      }
    });
  }

  /** One that says this again and again. */
  static ScriptedServer repeating(String words) throws IOException {
    return ScriptedServer.playing(connection -> {
      ScriptedServer.awaitQuestion(connection);
      while (!connection.isClosed()) {
        ScriptedServer.say(connection, words);
      }
    });
  }

  /** How the controller enters such a server. */
  static ServerAccess entered(ScriptedServer server, Duration limit) {
    return new ServerAccess(
        Server.MASTER,
        new Endpoints(new Endpoint("127.0.0.1", server.port()), new Endpoint("127.0.0.1", 1)),
        ConnectionName.CONTROLLER,
        TestAccess.SECRETS,
        new TimeLimits(limit, limit));
  }
}
