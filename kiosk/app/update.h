#pragma once
// The whole behaviour of the kiosk without a pixel: an Intent (what a citizen, the clock or a worker did)
// changes the State and asks for Effects. No I/O, no clock, nothing started: the same State and Intent give
// the same result. Screen's thread.

#include <variant>

#include "kiosk/app/state.h"
#include "kiosk/complaint/letter.h"

namespace kiosk::app {

namespace intent {
struct Tick {  // the clock moved
  base::Timestamp wall;
  base::BootTime now;
};
struct Touched {};  // any touch or key
struct Start {      // from the attract loop
  base::Language language;
};
struct Open {
  Place place;
};
struct Replace {  // another tab of the same page
  Place place;
};
struct Back {};
struct Home {};
struct KeepGoing {};  // from an overlay: nothing ends
struct Finish {};     // the visit ends now
struct ChooseLanguage {
  base::Language language;
};
struct ToggleContrast {};
struct ToggleLowReach {};
struct ChooseTextSize {
  int percent;
};
struct TogglePopover {
  Popover popover;
};
struct ChooseChapter {
  std::size_t chapter;
};
struct ToggleChart {};   // bars or a table
struct ShowAgreements {  // of another period, field or partner
  AgreementChoice choice;
};
struct SetEstimator {
  std::string campaign, key;
  int value;
};
struct ShowTwins {
  TwinsView view;
};
struct ZoomTwins {
  int steps;  // in; out when negative
};
struct ChooseTwin {
  std::string slug;
};
struct OpenEstimator {   // its further questions
  std::string campaign;  // empty: they close
};
struct ChooseKind {
  complaint::Kind kind;
};
struct ChooseCategory {
  std::string slug;
};
struct OpenQuestions {};  // of the chosen category, from the subject's page
struct ChooseAnswer {     // to the question shown; of several it comes and goes
  std::string key;
};
struct SkipQuestion {};
struct MoreCategories {};  // the next page of subjects; after the last the first
struct ChooseDistrict {
  std::string slug;
};
struct ChooseNeighbourhood {
  std::string name;           // empty: not known
  std::string district = {};  // of one that was found by searching; empty: the chosen one
};
struct OpenSheet {
  Sheet sheet;
};
struct CloseSheet {};
struct ChooseContact {
  complaint::Contact contact;
};
struct FocusField {
  std::optional<Field> field;
};
struct EditField {
  Field field;
  base::SecretString text;
};
struct AskToClear {};
struct ClearText {};
struct ToggleConsent {};
struct Continue {};
struct ChangeStep {
  Screen step;  // Screen::question: the first of them
};
struct Send {};
struct Filed {  // from the worker
  std::optional<ReceiptView> receipt;
  std::optional<base::Error> error;
};
struct Delivered {
  std::string uuid;
  base::Timestamp at;
  std::string case_number;
};
struct OutboxChanged {
  OutboxCounts counts;
};
struct OutboxChecked {  // from the worker: whether a complaint can be kept at present
  std::optional<base::Error> problem;
};
struct OpenCountsRead {  // from the worker, when a form is begun
  std::optional<complaint::OpenCounts> counts;
};
struct NetworkAlarm {
  std::string reason;  // empty: over
};
struct PhoneDigit {
  char digit;
};
struct PhoneErase {};
struct FollowDigit {
  char digit;
};
struct FollowErase {};
struct FollowShow {};
struct AskNumberHelp {};  // where the number stands
struct FollowMine {};     // from the receipt
struct FollowAnswered {   // from the worker
  std::optional<complaint::FollowUp> found;
  bool failed = false;
  bool reached = true;  // the cell was asked, where this kiosk did not know
};
struct AddMessage {};  // to the complaint whose state is shown
struct SendMessage {};
struct MessageFiled {  // from the worker
  std::optional<base::Error> error;
};
struct AnswersUpdated {};
struct PinDigit {
  char digit;
};
struct PinErase {};
struct PinEnter {};
struct PinChecked {
  bool right;
  bool is_set = true;   // a kiosk without a code opens to nobody
  int wrong_tries = 0;  // in a row, as the worker counts them
};
struct CodeDigit {
  char digit;
};
struct CodeErase {};
struct CodeEnter {};
struct CodeChanged {
  std::string problem;  // empty: done
  int wrong_tries = 0;
};
struct CheckUp {};
struct CheckedUp {  // from the worker
  Checkup checkup;
};
struct ChannelChanged {  // from the network thread
  Channel channel;
};
struct TryNetwork {};
struct RetryFailed {};
struct Diagnosed {
  Diagnostics diagnostics;
};
struct ToggleReducedMotion {};
struct FindPacks {};
struct PacksFound {
  std::vector<PackView> packs;
  std::string refusal;       // no pack at all
  std::uint64_t search = 0;  // the one it answers
};
struct ReviewPack {
  std::size_t index;
};
struct Install {};
struct InstallProgress {
  int percent;
  std::uint64_t done_bytes = 0, all_bytes = 0;
  base::BootTime at{};
};
struct SticksChanged {  // from the watch: those that are plugged in now, nothing known of what they hold
  std::vector<StickView> sticks;
};
struct SticksSeen {  // from the pack worker, which looked at them
  std::vector<StickView> sticks;
};
struct CopyOutbox {  // the waiting complaints, sealed as they are
  std::uint64_t plug = kFolder;
};
struct OutboxCopied {
  int copied = 0;
  int delivered = 0;    // confirmed by the cell with this stick
  std::string problem;  // empty: all of them, and the stick may be removed
};
struct RollBack {};
struct Installed {
  std::string refusal;  // empty: done
  std::int64_t missing_mb = 0;
  std::string detail = {};  // of E-INS-02
};
struct ContentChanged {
  std::shared_ptr<const content::Catalogue> catalogue;
  std::string problem;
  std::vector<std::int64_t> generations;
  Rejected rejected = {};
  base::Timestamp clock_floor = {};
};
struct FetchingChanged {  // from the content thread
  Fetching fetching;
};
struct ContentFetched {  // a pack came over the network, and every object of it
  base::Bytes head;
};
struct SourcesRead {                                    // a preview's, after a change
  std::shared_ptr<const content::Catalogue> catalogue;  // null: they have errors; what is shown stays
  std::optional<SourceTrouble> trouble;
};
}  // namespace intent

using Intent = std::variant<
    intent::Tick, intent::Touched, intent::Start, intent::Open, intent::Replace, intent::Back, intent::Home,
    intent::KeepGoing, intent::Finish, intent::ChooseLanguage, intent::ToggleContrast, intent::ToggleLowReach,
    intent::ChooseTextSize, intent::TogglePopover, intent::ChooseChapter, intent::ToggleChart,
    intent::ShowAgreements, intent::SetEstimator, intent::OpenEstimator, intent::ShowTwins, intent::ZoomTwins,
    intent::ChooseTwin, intent::ChooseKind, intent::ChooseCategory, intent::OpenQuestions,
    intent::ChooseAnswer, intent::SkipQuestion, intent::MoreCategories, intent::ChooseDistrict,
    intent::ChooseNeighbourhood, intent::OpenSheet, intent::CloseSheet, intent::ChooseContact,
    intent::FocusField, intent::EditField, intent::AskToClear, intent::ClearText, intent::ToggleConsent,
    intent::Continue, intent::ChangeStep, intent::Send, intent::Filed, intent::Delivered,
    intent::OutboxChanged, intent::OutboxChecked, intent::OpenCountsRead, intent::NetworkAlarm,
    intent::PhoneDigit, intent::PhoneErase, intent::FollowDigit, intent::FollowErase, intent::FollowShow,
    intent::AskNumberHelp, intent::FollowMine, intent::FollowAnswered, intent::AddMessage,
    intent::SendMessage, intent::MessageFiled, intent::AnswersUpdated, intent::PinDigit, intent::PinErase,
    intent::PinEnter, intent::PinChecked, intent::FindPacks, intent::PacksFound, intent::ReviewPack,
    intent::Install, intent::InstallProgress, intent::RollBack, intent::Installed, intent::ContentChanged,
    intent::CodeDigit, intent::CodeErase, intent::CodeEnter, intent::CodeChanged, intent::CheckUp,
    intent::CheckedUp, intent::ChannelChanged, intent::FetchingChanged, intent::ContentFetched,
    intent::TryNetwork, intent::RetryFailed, intent::Diagnosed, intent::ToggleReducedMotion,
    intent::SourcesRead, intent::SticksChanged, intent::SticksSeen, intent::CopyOutbox, intent::OutboxCopied>;

// What update() asks the program to do; each is answered by an Intent through the mailbox.
namespace effect {
struct PrepareTicket {};  // a form was begun: derive the receipt's code and keys while the citizen writes
struct FileComplaint {
  complaint::Draft draft;
};
struct LookUp {
  base::SecretString code;
};
struct FileMessage {
  base::SecretString code, text;
  complaint::Wish wish;
  base::Language language;
};
struct CheckPin {
  base::SecretString pin;
};
struct ChangeCode {
  base::SecretString old_code, fresh;
};
struct CheckUp {};
struct TryNetwork {};
struct RetryFailed {};  // complaints set aside are queued again
struct Diagnose {};     // for the screen's thread itself
struct KeepSettings {
  bool reduced_motion;
};
struct FindPacks {
  std::uint64_t search = 0;
};
struct InstallPack {
  std::string path;
  std::string manifest;  // PackView's
};
struct InstallFetched {
  base::Bytes head;  // of a pack whose objects are all there
};
struct RollBack {};
struct LookAtSticks {};
struct CopyOutbox {
  std::uint64_t plug = kFolder;
};
struct Forget {};  // the visit ended: wipe what others hold of it
}  // namespace effect

using Effect = std::variant<effect::PrepareTicket, effect::FileComplaint, effect::LookUp, effect::FileMessage,
                            effect::CheckPin, effect::FindPacks, effect::InstallPack, effect::InstallFetched,
                            effect::RollBack, effect::Forget, effect::ChangeCode, effect::CheckUp,
                            effect::TryNetwork, effect::RetryFailed, effect::Diagnose, effect::KeepSettings,
                            effect::LookAtSticks, effect::CopyOutbox>;

std::vector<Effect> update(State& state, const Intent& intent);

}  // namespace kiosk::app
