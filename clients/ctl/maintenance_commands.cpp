// Care of the installation.
#include "command.h"
#include "contract.h"
#include "fields.h"
#include "hotline/v1/maintenance.pb.h"
#include "language.h"
#include "print.h"

namespace hotline::ctl {
namespace {

Outcome<> make_copy(Task& task) {
  auto request = build_request(task);
  if (!request) return std::unexpected(request.error());
  v1::MakeSecondCopyResponse last;
  auto done = [&] {
    auto bar = progress_of(task, {"Đang sao", "Copying"});
    return task.connection.stream(*find_method(task.command.method), **request, [&](const Message& message) {
      last = static_cast<const v1::MakeSecondCopyResponse&>(message);
      bar.show(last.pages_done(), last.pages_total());
      return true;
    });
  }();
  if (!done) return done;
  if (task.json) return print_json(last), Outcome<>();
  if (!last.done()) return stop(Exit::refused, {"Chưa sao xong.", "The copy did not finish."});
  print_line(say({"Đã có bản sao thứ hai, nguyên vẹn.", "The second copy is made, and whole."}));
  return {};
}

}  // namespace

std::vector<Command> maintenance_commands() {
  return {{.path = "backup",
           .method = "MaintenanceService.MakeSecondCopy",
           .help = {"Sao cơ sở dữ liệu ngay sang nơi thứ hai", "Make the second copy of the database now"},
           .example = "backup\nbackup --json",
           .run = make_copy}};
}

}  // namespace hotline::ctl
