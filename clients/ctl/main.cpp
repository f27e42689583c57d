#include <clocale>
#include <cstdio>

#include "command_line.h"

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // how wide a character is; the language is a matter of its own
  const int code = hotline::ctl::run_command_line(argc, argv);
  return std::fflush(stdout) == 0 ? code : 1;
}
