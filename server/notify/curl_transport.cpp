#include "notify/curl_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <utility>

#include "base/status.h"
#include "notify/mail.h"
#include "notify/signature.h"

namespace hotline::notify {
namespace {

constexpr std::size_t answer_max_bytes = 64 << 10;

void initialise_once() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  HOTLINE_CHECK(done);
}

struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListFree>;

void append(List& list, const std::string& line) {
  auto* longer = curl_slist_append(list.get(), line.c_str());
  HOTLINE_CHECK(longer != nullptr);  // no memory
  (void)list.release();
  list.reset(longer);
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  HOTLINE_CHECK(curl_easy_setopt(curl, option, value) == CURLE_OK);
}

v1::MessageFailure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return v1::MESSAGE_FAILURE_TIMED_OUT;
    case CURLE_LOGIN_DENIED:
      return v1::MESSAGE_FAILURE_NOT_SIGNED_IN;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
      return v1::MESSAGE_FAILURE_NOT_TRUSTED;
    default:
      return v1::MESSAGE_FAILURE_UNREACHABLE;
  }
}

Outcome judge_webhook(const store::MessageId& id, CURLcode code, long status) {
  if (status / 100 == 2 && (code == CURLE_OK || code == CURLE_WRITE_ERROR)) return {id, Verdict::delivered};
  if (status == 410) return {id, Verdict::never, v1::MESSAGE_FAILURE_REFUSED};
  if (status == 0 || (code != CURLE_OK && code != CURLE_WRITE_ERROR))
    return {id, Verdict::again, failure_of(code)};
  if (status == 401 || status == 403) return {id, Verdict::again, v1::MESSAGE_FAILURE_NOT_SIGNED_IN};
  const bool later = status / 100 == 5 || status == 408 || status == 425 || status == 429;
  return {id, Verdict::again, later ? v1::MESSAGE_FAILURE_PUT_OFF : v1::MESSAGE_FAILURE_REFUSED};
}

/// Replies to sender, recipient and content fail as SEND_ERROR or WEIRD_SERVER_REPLY, with the reply as
/// status.
Outcome judge_mail(const store::MessageId& id, CURLcode code, long status) {
  if (code == CURLE_OK) return {id, Verdict::delivered};
  const bool replied = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  if (replied && status / 100 == 5) return {id, Verdict::never, v1::MESSAGE_FAILURE_REFUSED};
  if (replied && status / 100 == 4) return {id, Verdict::again, v1::MESSAGE_FAILURE_PUT_OFF};
  return {id, Verdict::again, failure_of(code)};
}

}  // namespace

struct CurlTransport::Transfer {
  explicit Transfer(const Letter& letter) : id(letter.id), channel(letter.channel), curl(curl_easy_init()) {
    HOTLINE_CHECK(curl != nullptr);
  }
  ~Transfer() { curl_easy_cleanup(curl); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  void prepare(Duration attempt_max, const std::string& ca_file) {
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(attempt_max.count()));
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(attempt_max.count()));
    set(curl, CURLOPT_PROXY, "");
    set(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!ca_file.empty()) {
      set(curl, CURLOPT_CAINFO, ca_file.c_str());
      set(curl, CURLOPT_CAPATH, nullptr);
    }
    set(curl, CURLOPT_WRITEFUNCTION, &Transfer::count_answer);
    set(curl, CURLOPT_WRITEDATA, this);
  }

  void prepare_webhook(const WebhookSettings& to, const Letter& letter) {
    const auto name = "msg_" + letter.id.text(), timestamp = webhook_timestamp(letter.now);
    text = letter.content.body();
    append(lines, "Content-Type: application/json");
    append(lines, "Expect:");
    append(lines, "webhook-id: " + name);
    append(lines, "webhook-timestamp: " + timestamp);
    append(lines, "webhook-signature: " + webhook_signature(to.secrets, name, timestamp, text));
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");  // the configuration was checked: http to loopback alone
    set(curl, CURLOPT_URL, to.url.c_str());
    set(curl, CURLOPT_USERAGENT, "hotlined");
    set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(text.size()));
    set(curl, CURLOPT_POSTFIELDS, text.data());
    set(curl, CURLOPT_HTTPHEADER, lines.get());
  }

  void prepare_mail(const SmtpSettings& to, const Letter& letter) {
    const bool tls = to.encryption == Encryption::tls;
    const auto host = to.host.find(':') == std::string::npos ? to.host : "[" + to.host + "]";
    const auto url = (tls ? "smtps://" : "smtp://") + host + ":" + std::to_string(to.port) + "/hotline";
    text = mail_text({.from = to.from,
                      .to = {letter.content.to().begin(), letter.content.to().end()},
                      .subject = letter.content.subject(),
                      .text = letter.content.body(),
                      .message_id = letter.id.text(),
                      .created = letter.created});
    for (const auto& address : letter.content.to()) append(lines, "<" + address + ">");
    set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(curl, CURLOPT_URL, url.c_str());
    if (to.encryption == Encryption::starttls) set(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!to.user.empty()) {
      set(curl, CURLOPT_USERNAME, to.user.c_str());
      set(curl, CURLOPT_PASSWORD, to.password.c_str());
    }
    set(curl, CURLOPT_MAIL_FROM, ("<" + to.from + ">").c_str());
    set(curl, CURLOPT_MAIL_RCPT, lines.get());
    set(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    set(curl, CURLOPT_UPLOAD, 1L);
    set(curl, CURLOPT_READFUNCTION, &Transfer::give_text);
    set(curl, CURLOPT_READDATA, this);
  }

  static std::size_t give_text(char* into, std::size_t size, std::size_t count, void* self) {
    auto& me = *static_cast<Transfer*>(self);
    const auto piece = std::string_view(me.text).substr(me.given, size * count);
    std::ranges::copy(piece, into);
    me.given += piece.size();
    return piece.size();
  }
  static std::size_t count_answer(char*, std::size_t size, std::size_t count, void* self) {
    auto& me = *static_cast<Transfer*>(self);
    me.answered += size * count;
    return me.answered <= answer_max_bytes ? size * count : 0;  // 0 ends the transfer
  }

  store::MessageId id;
  v1::MessageChannel channel;
  CURL* curl;
  List lines;
  std::string text;
  std::size_t given = 0, answered = 0;
};

CurlTransport::CurlTransport(Channels channels)
    : channels_((initialise_once(), std::move(channels))), multi_(curl_multi_init()) {
  HOTLINE_CHECK(multi_ != nullptr);
}

CurlTransport::~CurlTransport() {
  for (auto& [curl, transfer] : transfers_) curl_multi_remove_handle(multi_, curl);
  transfers_.clear();
  curl_multi_cleanup(multi_);
}

void CurlTransport::begin(const Letter& letter) {
  const bool mail = letter.channel == v1::MESSAGE_CHANNEL_EMAIL && channels_.smtp.has_value();
  const bool webhook = letter.channel == v1::MESSAGE_CHANNEL_WEBHOOK && channels_.webhook.has_value();
  if (!mail && !webhook) {
    not_begun_.push_back({letter.id, Verdict::again, v1::MESSAGE_FAILURE_SWITCHED_OFF});
    return;
  }
  auto transfer = std::make_unique<Transfer>(letter);
  transfer->prepare(channels_.attempt_max, mail ? channels_.smtp->ca_file : channels_.webhook->ca_file);
  if (mail)
    transfer->prepare_mail(*channels_.smtp, letter);
  else
    transfer->prepare_webhook(*channels_.webhook, letter);
  HOTLINE_CHECK(curl_multi_add_handle(multi_, transfer->curl) == CURLM_OK);
  transfers_.emplace(transfer->curl, std::move(transfer));
}

void CurlTransport::collect(std::vector<Outcome>& outcomes) {
  std::ranges::move(not_begun_, std::back_inserter(outcomes));
  not_begun_.clear();
  int left = 0;
  while (const auto* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    auto* curl = message->easy_handle;
    const auto code = message->data.result;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(multi_, curl);
    const auto it = transfers_.find(curl);
    const auto id = it->second->id;
    outcomes.push_back(it->second->channel == v1::MESSAGE_CHANNEL_EMAIL ? judge_mail(id, code, status)
                                                                        : judge_webhook(id, code, status));
    transfers_.erase(it);
  }
}

std::vector<Outcome> CurlTransport::wait(Duration max) {
  using Steady = std::chrono::steady_clock;
  const auto until = Steady::now() + max;
  std::vector<Outcome> outcomes;
  for (;;) {
    int running = 0;
    HOTLINE_CHECK(curl_multi_perform(multi_, &running) == CURLM_OK);
    collect(outcomes);
    const bool woken = woken_.exchange(false);
    const auto left = std::chrono::duration_cast<Duration>(until - Steady::now()).count();
    if (woken || !outcomes.empty() || left <= 0) return outcomes;
    HOTLINE_CHECK(curl_multi_poll(multi_, nullptr, 0, static_cast<int>(std::min<std::int64_t>(left, 60'000)),
                                  nullptr) == CURLM_OK);
  }
}

void CurlTransport::wake() {
  woken_ = true;
  curl_multi_wakeup(multi_);
}

}  // namespace hotline::notify
