import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisHttpSession;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisIndexedHttpSession;

/** The argument names the repository: {@code plain} or {@code indexed}. */
final class SpringSession {
  @EnableRedisHttpSession
  static class Plain extends Connected {}

  @EnableRedisIndexedHttpSession
  static class Indexed extends Connected {}

  @Configuration
  abstract static class Connected {
    @Bean
    LettuceConnectionFactory connectionFactory() {
      RedisStandaloneConfiguration place = new RedisStandaloneConfiguration("127.0.0.1", Loop.PORT);
      place.setPassword(Loop.PASSWORD);
      var client = LettuceClientConfiguration.builder();
      if (Loop.BOUNDED) {
        client.commandTimeout(java.time.Duration.ofSeconds(2));
        client.clientOptions(
            io.lettuce.core.ClientOptions.builder()
                .timeoutOptions(io.lettuce.core.TimeoutOptions.enabled())
                .socketOptions(Lettuce.sockets())
                .build());
      }
      return new LettuceConnectionFactory(place, client.build());
    }
  }

  public static void main(String[] arguments) throws Exception {
    Loop.version(RedisSessionRepository.class);
    Class<?> configuration = arguments[0].equals("indexed") ? Indexed.class : Plain.class;
    try (var context = new AnnotationConfigApplicationContext(configuration)) {
      use(context.getBean(SessionRepository.class));
    }
    System.exit(0);
  }

  private static <S extends Session> void use(SessionRepository<S> sessions) throws Exception {
    if (!Loop.WORKS_ONCE) {
      S session = sessions.createSession();
      Loop.run(
          () -> {
            session.setAttribute("loop", System.nanoTime());
            sessions.save(session);
          });
    }
    S session = sessions.createSession();
    session.setAttribute("user", 7);
    sessions.save(session);
    S found = sessions.findById(session.getId());
    Loop.check(found.getAttribute("user").equals(7));
    found.changeSessionId();
    sessions.save(found);
    sessions.deleteById(found.getId());
    Loop.check(sessions.findById(found.getId()) == null);
  }
}
