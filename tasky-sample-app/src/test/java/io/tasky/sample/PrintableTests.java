package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTests {

    @Test
    void ordinaryTextOfAnyLanguageIsLeftAlone() {
        assertThat(Printable.of("Grüße, 日本 😀 <b>.txt")).isEqualTo("Grüße, 日本 😀 <b>.txt");
    }

    @Test
    void whatBreaksLinesHidesTextOrTurnsItsDirectionIsEscaped() {
        assertThat(Printable.of("a\nb\rc\u001b[0m\u202ed\u2028e\ud800f\u0000"))
                .isEqualTo("a\\u{a}b\\u{d}c\\u{1b}[0m\\u{202e}d\\u{2028}e\\u{d800}f\\u{0}");
    }
}
