export { AttachArtwork } from './actions/attach_artwork.js'
export {
  CreateCollection,
  PublishCollection,
  type CollectionDescription,
} from './actions/edit_collection.js'
export { CreateEpisode } from './actions/create_episode.js'
export { CreateSeason } from './actions/create_season.js'
export { CreateTitle } from './actions/create_title.js'
export { ExportCatalogue } from './actions/export_catalogue.js'
export { GenerateCatalogue } from './actions/generate_catalogue.js'
export { ImportCatalogue } from './actions/import_catalogue.js'
export {
  DeleteGeneratedOpinions,
  KeepPastOpinions,
  type PastOpinion,
} from './actions/keep_past_opinions.js'
export { PlaceEpisode } from './actions/place_episode.js'
export { PublishEpisode } from './actions/publish_episode.js'
export { PublishTitle } from './actions/publish_title.js'
export { EvaluateSearch, type Evaluation } from './actions/evaluate_search.js'
export { RebuildSearch } from './actions/rebuild_search.js'
export { ScheduleTitle } from './actions/schedule.js'
export { SetPopularity, type PopularScore } from './actions/set_popularity.js'
export { UpdateTitle } from './actions/update_title.js'
export { E_EPISODE_NOT_FOUND, E_TITLE_NOT_FOUND } from './errors.js'
export { TitlePublished } from './events.js'
export { EXCHANGE_FORMATS } from './exchange/items.js'
export { MOST_IMPORT_BYTES } from './exchange/read_file.js'
export {
  homeRailSources,
  refusedIn,
  type CardProgress,
  type ChosenHome,
  type ChosenRail,
  type ChosenTitle,
  type HomeRailSource,
  type Opinions,
  type RailChooser,
  type SharedRailSource,
  type Rail,
  type RailItem,
} from './home_rails.js'
export { recommender, type Recommender, type Taste } from './recommender.js'
export { FindOpinions } from './queries/find_opinions.js'
export { FindEdition } from './queries/find_edition.js'
export { audienceOf, type Audience } from './shared/audience.js'
export { titleFactsOf, TitleFacts } from './shared/title_facts.js'
export { FindNextEpisode, type NextEpisode } from './queries/find_next_episode.js'
export { FindNextEpisodes } from './queries/find_next_episodes.js'
export { ListWatchable, type WatchableItem, type WatchableTitle } from './queries/list_watchable.js'
export { TakesVideo } from './queries/takes_video.js'
export { FindPlayable, type Playable } from './queries/find_playable.js'
export { FingerprintOpinions } from './queries/fingerprint_opinions.js'
export { ListTitleDescriptions, type TitleWords } from './queries/list_title_descriptions.js'
export { StreamOpinions, type GivenOpinion } from './queries/stream_opinions.js'
export { TitleCardsByIds, type EpisodeCard } from './queries/title_cards_by_ids.js'
export type { SkipMarker } from './skip_marker.js'
export type { TitleCard } from './transformers/title_card_transformer.js'
export type { TitleDescription } from './actions/describe_title.js'
export {
  countryOf,
  EDITORS_VIEW,
  languagesFor,
  viewingOf,
  viewingOfAccount,
  visitorsView,
  type ProfileViewing,
  type Viewing,
} from './viewing.js'
export { titleCard as titleCardAnswer } from './validators/answers.js'
export { viewingProgress, type ViewingProgress } from './viewing_progress.js'
export type { ExtraKind } from './models/title.js'
