// notify-test: sends one trial message through every configured way out, and says what became of it. Needs
// the database for nothing but the entry of this act in the log; can be run beside the service.
#include <iostream>

#include "app/commands.h"
#include "app/notification.h"
#include "notify/curl_transport.h"
#include "service/notice_text.h"

namespace hotline::app {
namespace {

void show(v1::MessageChannel channel, const notify::Outcome& outcome) {
  std::cout << (channel == v1::MESSAGE_CHANNEL_EMAIL ? "thư điện tử / e-mail: " : "webhook: ");
  if (outcome.verdict == notify::Verdict::delivered)
    std::cout << "đã chuyển / delivered\n";
  else
    std::cout << "không chuyển được / not delivered [" << v1::MessageFailure_Name(outcome.failure) << "]\n";
}

bool send(notify::Transport& transport, v1::MessageChannel channel, const std::vector<std::string>& to,
          const std::string& link) {
  if (to.empty()) return true;
  const SystemClock clock;
  IdMaker ids(clock);
  const auto now = clock.now();
  notify::Letter letter{
      .id = ids.make<store::MessageId>(), .channel = channel, .created = now, .now = now, .content = {}};
  auto& notice = *letter.content.mutable_notice();
  notice.set_kind(v1::NOTICE_KIND_TRIAL);
  for (const auto& address : to) letter.content.add_to(address);
  letter.content.set_subject(service::notice_subject(notice));
  letter.content.set_body(channel == v1::MESSAGE_CHANNEL_EMAIL ? service::notice_mail(notice, link)
                                                               : service::notice_json(notice, link, now, to));
  transport.begin(letter);
  for (;;)
    for (const auto& outcome : transport.wait(std::chrono::minutes{5})) {
      show(channel, outcome);
      return outcome.verdict == notify::Verdict::delivered;
    }
}

int trial(const Config& config, const std::string& unit) {
  auto channels = channels_of(config.notify);
  if (!channels) return say(channels.error());
  auto reach = reach_of(config.notify);
  if (!reach) return say(reach.error());
  const auto contact = reach->contacts.find(unit);
  if (contact == reach->contacts.end() || (!reach->email && !reach->webhook)) {
    std::cerr
        << "Chưa có gì để gửi: xem [notify] và tệp contacts. / There is nothing to send: see [notify] and "
           "the file of contacts.\n";
    return 1;
  }
  record_act(config, "trial_message_sent", unit);
  notify::CurlTransport transport(std::move(*channels));
  bool sent = true;
  if (reach->email)
    sent = send(transport, v1::MESSAGE_CHANNEL_EMAIL, contact->second.emails, reach->public_url);
  if (reach->webhook)
    sent =
        send(transport, v1::MESSAGE_CHANNEL_WEBHOOK, contact->second.telephones, reach->public_url) && sent;
  return sent ? 0 : 1;
}

}  // namespace

void add_notify_test(CLI::App& cli, Run& run) {
  auto* command = cli.add_subcommand("notify-test", "Send a trial message to an office, about no case");
  static std::string file, unit;
  add_config_option(*command, file);
  command->add_option("--unit", unit, "The office: its section in the file of contacts")->required();
  command->footer("Example:\n  hotlined notify-test -c /etc/hotline/hotlined.toml --unit 07456@2004-07-08");
  command->callback(
      [&run] { run = with_config(file, [](const Config& config) { return trial(config, unit); }); });
}

}  // namespace hotline::app
