package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

/** The context of a test that has the settings of an application which ends by itself. */
@SpringBootTest(classes = EndingApplication.class, properties = "tasky.run.mode=until-complete")
class TestContextEndTests {

    @Test
    void nothingEndsTheContextOfATest(@Autowired ApplicationContext context, @Autowired TaskSupervisor supervisor) {
        assertThat(context.getBeanNamesForType(ApplicationEnd.class)).isEmpty();
        assertThat(supervisor.state()).isEqualTo(SupervisorState.RUNNING);
    }
}
